/** What a project on CDK Terrain depends on, as the README says: `constructs` is the latest that CDK Terrain takes. */
export const CDK_TERRAIN = { cdktf: 'npm:cdktn@0.24.0', constructs: '~10.7.0' };
