/** The JSON that `OrganizationReport` writes, for TypeScript. Other languages can generate types from the schema. */
export type {
  ReportDocument,
  ReportedAcknowledgedViolation,
  ReportedAcknowledgement,
  ReportedChanges,
  ReportedDifference,
  ReportedFinding,
  ReportedGuardrailResult,
  ReportedGuardrails,
  ReportedIdentity,
  ReportedOrganization,
  ReportedSetting,
  ReportedSettingChange,
  ReportedSource,
  ReportedState,
  ReportedViolation,
  ReportedWaiver,
} from '../dist/report/report-document';
