export { type Acknowledgement, Acknowledgements } from './acknowledgements';
export * from './duration';
export * from './guardrail-props';
export * from './organization-blueprint';
export * from './organization-guardrails';
export * from './organization-props';
export * from './organization-report';
export * from './waivers';
export * from './zero-trust-organization';
