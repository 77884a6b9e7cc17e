/** The platform team's decisions for every account: one blueprint and two sets of guardrails. */
import {
  Duration,
  GuardrailLevel,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationGuardrails,
  OrganizationSetting,
} from 'cdktf-cloudflare-zero-trust';

/** The settings that every account starts from. */
export const BLUEPRINT = new OrganizationBlueprint({
  name: 'widget-corp',
  settings: {
    sessionDuration: Duration.hours(12),
    userSeatExpirationInactiveTime: Duration.days(90),
    mfa: { preset: MfaPreset.PHISHING_RESISTANT },
    readOnlyLock: { reason: 'managed in github.com/widget-corp/platform; to unlock: PLAT-1' },
    loginDesign: {
      backgroundColor: '#14213d',
      textColor: '#ffffff',
      logoPath: 'https://widget-corp.com/logo.svg',
      headerText: 'Widget Corp',
      footerText: 'Help: it@widget-corp.com',
    },
  },
  // The reason tells dashboard users where to request a change, so it must be the same everywhere.
  fixed: [OrganizationSetting.READ_ONLY_LOCK],
});

/** Limits for every account. A violation is an error unless a waiver covers it. */
export const BASELINE = new OrganizationGuardrails({
  name: 'widget-corp baseline',
  maxSessionDuration: Duration.hours(24),
  maxMfaSessionDuration: Duration.hours(24),
  phishingResistantOnly: true,
  mfaRequiredForAllApps: true,
  lockRequired: true,
  lockReasonPattern: '\\b[A-Z]+-\\d+\\b',
  allowedAuthDomains: ['widget-*.cloudflareaccess.com'],
  noUnmanagedSettings: true,
});

/** Recommendations for every account. A violation is a warning. */
export const ADVICE = new OrganizationGuardrails({
  name: 'widget-corp advice',
  level: GuardrailLevel.WARNING,
  maxSessionDuration: Duration.hours(12),
  minMfaSessionDuration: Duration.minutes(30),
  seatExpirationRequired: true,
});
