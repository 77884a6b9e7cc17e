/** Dependencies of a project on CDK Terrain, as in the README; `constructs` is the newest that CDK Terrain supports. */
export const CDK_TERRAIN = { cdktf: 'npm:cdktn@0.24.0', constructs: '~10.7.0' };
