import os

import jsii
from cdktf import App, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_cloudflare.provider import CloudflareProvider
from cdktf_cloudflare_zero_trust import (
    Acknowledgements,
    DenyUnmatchedRequests,
    Duration,
    IOrganizationRule,
    MfaAuthenticator,
    MfaPreset,
    MfaSettings,
    OrganizationBlueprint,
    OrganizationGuardrails,
    OrganizationReport,
    OrganizationSetting,
    OrganizationSettings,
    OrganizationView,
    ReadOnlyLock,
    RuleFinding,
    ServiceTokenAction,
    ServiceTokenInactivity,
    SettingSource,
    UnresolvedHandling,
    Waivers,
    ZeroTrustOrganization,
)

# Evaluates waivers on a fixed day, so that the output is reproducible. The default is today.
app = App(context={Waivers.TODAY: "2026-11-22"})
stack = TerraformStack(app, "consumer")
CloudflareProvider(stack, "Cloudflare")

organization = ZeroTrustOrganization(
    stack,
    "Organization",
    account_id="023e105f4ecef8ad9ca31a8372d0c353",
    name='Widget "Corp"',
    auth_domain="widget-corp.cloudflareaccess.com",
    session_duration=os.environ.get("SESSION_DURATION", Duration.hours(12)),
    user_seat_expiration_inactive_time=Duration.days(90),
    mfa=MfaSettings(
        preset=MfaPreset.PHISHING_RESISTANT,
        allowed_authenticators=[MfaAuthenticator.SECURITY_KEY],
        required_aaguids="0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11",
    ),
    read_only_lock=ReadOnlyLock(reason="managed in github.com/widget-corp/platform"),
    deny_unmatched_requests=DenyUnmatchedRequests(
        exempted_zone_names=["widget-corp.com", "widget-corp.example"]
    ),
    service_token_inactivity=ServiceTokenInactivity(
        action=ServiceTokenAction.DISABLE, inactivity_threshold_days=90
    ),
    strict_service_token_auth=True,
    unmanaged=[OrganizationSetting.LOGIN_DESIGN],
)
Acknowledgements.of(organization).add(
    rule="mfa-single-authenticator", reason="every user has two keys"
)

blueprint = OrganizationBlueprint(
    name="widget-corp",
    settings=OrganizationSettings(
        session_duration=Duration.hours(12),
        mfa=MfaSettings(preset=MfaPreset.PHISHING_RESISTANT),
        read_only_lock=ReadOnlyLock(reason="managed in github.com/widget-corp/platform"),
    ),
    fixed=[OrganizationSetting.READ_ONLY_LOCK],
)
subsidiary = blueprint.organization(
    stack,
    "Subsidiary",
    account_id="f037e56e89293a057740de681ac9abbe",
    name="Widget Labs",
    auth_domain="widget-labs.cloudflareaccess.com",
    session_duration=Duration.hours(8),
)
for setting in subsidiary.provenance:
    if setting.source == SettingSource.BLUEPRINT and setting.prop == "readOnlyLock.reason":
        print(f"{setting.prop} comes from {setting.blueprint}: {setting.value}")


@jsii.implements(IOrganizationRule)
class WholeHours:
    """A guardrail of our own."""

    @property
    def id(self) -> str:
        return "whole-hours"

    @property
    def statement(self) -> str:
        return "Session durations are whole hours"

    def check(self, organization: OrganizationView) -> list[RuleFinding]:
        if organization.value("sessionDuration").endswith("h"):
            return []
        return [RuleFinding(prop="sessionDuration", allowed="whole hours such as '12h'")]


OrganizationGuardrails(
    name="widget-corp baseline",
    on_unresolved=UnresolvedHandling.ERROR,
    max_session_duration=Duration.hours(24),
    phishing_resistant_only=True,
    lock_required=True,
    allowed_auth_domains=["widget-*.cloudflareaccess.com"],
    no_unmanaged_settings=True,
    rules=[WholeHours()],
).apply_to(app)
Waivers.of(organization).add(
    guardrail="no-unmanaged-settings",
    reason="marketing designs the login page",
    expires="2027-03-31",
)
OrganizationReport(app)

TerraformOutput(
    stack, "redirect_uri", value=organization.idp_callback_url, static_id=True
)
app.synth()
