export { type Acknowledgement, Acknowledgements } from './acknowledgements';
export { Duration } from './duration';
export {
  DenyUnmatchedRule,
  GuardrailLevel,
  GuardrailUnknown,
  type OrganizationGuardrailsProps,
} from './guardrails/guardrail-props';
export { OrganizationGuardrails } from './guardrails/organization-guardrails';
export { type Waiver, Waivers } from './guardrails/waivers';
export { OrganizationBlueprint, type OrganizationBlueprintProps } from './organization-blueprint';
export {
  type CustomPages,
  type DenyUnmatchedRequests,
  type LoginDesign,
  MfaAuthenticator,
  MfaPreset,
  type MfaSettings,
  OrganizationSetting,
  type OrganizationSettings,
  type PivKeyRequirements,
  PivPinPolicy,
  PivTouchPolicy,
  type ReadOnlyLock,
  ServiceTokenAction,
  type ServiceTokenInactivity,
  SshKeyType,
  type ZeroTrustOrganizationProps,
} from './organization-props';
export { type SettingProvenance, SettingSource } from './provenance';
export { OrganizationReport, type OrganizationReportProps } from './report/organization-report';
export { type IZeroTrustOrganization, ZeroTrustOrganization } from './zero-trust-organization';
