import os

from cdktf import App, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_cloudflare.provider import CloudflareProvider
from cdktf_cloudflare_zero_trust import (
    Acknowledgements,
    DenyUnmatchedRequests,
    Duration,
    MfaAuthenticator,
    MfaPreset,
    MfaSettings,
    OrganizationSetting,
    ReadOnlyLock,
    ServiceTokenAction,
    ServiceTokenInactivity,
    ZeroTrustOrganization,
)

app = App()
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
    rule="mfa-single-authenticator", reason="everybody has two keys"
)

TerraformOutput(
    stack, "redirect_uri", value=organization.idp_callback_url, static_id=True
)
app.synth()
