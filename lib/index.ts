export { type Acknowledgement, Acknowledgements } from './acknowledgements';
export { Duration } from './duration';
export {
  type CustomPages,
  type DenyUnmatchedRequests,
  type LoginDesign,
  MfaAuthenticator,
  MfaPreset,
  type MfaSettings,
  OrganizationSetting,
  type PivKeyRequirements,
  PivPinPolicy,
  PivTouchPolicy,
  type ReadOnlyLock,
  ServiceTokenAction,
  type ServiceTokenInactivity,
  SshKeyType,
  type ZeroTrustOrganizationProps,
} from './organization-props';
export { type IZeroTrustOrganization, ZeroTrustOrganization } from './zero-trust-organization';
