/** What the platform team decides for every account: one blueprint, and two sets of guardrails. */
import {
  Duration,
  GuardrailLevel,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationGuardrails,
  OrganizationSetting,
} from 'cdktf-cloudflare-zero-trust';

/** What an account gets without asking. */
export const BLUEPRINT = new OrganizationBlueprint({
  name: 'widget-corp',
  settings: {
    sessionDuration: Duration.hours(12),
    userSeatExpirationInactiveTime: Duration.days(90),
    mfa: { preset: MfaPreset.PHISHING_RESISTANT },
    readOnlyLock: { reason: 'managed in github.com/widget-corp/platform; to open it: PLAT-1' },
    loginDesign: {
      backgroundColor: '#14213d',
      textColor: '#ffffff',
      logoPath: 'https://widget-corp.com/logo.svg',
      headerText: 'Widget Corp',
      footerText: 'Help: it@widget-corp.com',
    },
  },
  // The reason tells people where to go: a reason of their own would send them elsewhere.
  fixed: [OrganizationSetting.READ_ONLY_LOCK],
});

/** What no account may break: an error, unless somebody waives it with a reason and an end. */
export const BASELINE = new OrganizationGuardrails({
  name: 'widget-corp baseline',
  longestSession: Duration.hours(24),
  longestMfaSession: Duration.hours(24),
  phishingResistantOnly: true,
  mfaRequiredForAllApps: true,
  lockRequired: true,
  lockReasonPattern: '\\b[A-Z]+-\\d+\\b',
  allowedAuthDomains: ['widget-*.cloudflareaccess.com'],
  noUnmanagedSettings: true,
});

/** What an account should not do: a warning, which the next review sees. */
export const ADVICE = new OrganizationGuardrails({
  name: 'widget-corp advice',
  level: GuardrailLevel.WARNING,
  longestSession: Duration.hours(12),
  shortestMfaSession: Duration.minutes(30),
  seatExpirationRequired: true,
});
