using System;
using CdktfCloudflareZeroTrust;
using HashiCorp.Cdktf;
using HashiCorp.Cdktf.Providers.Cloudflare.Provider;

var app = new App();
var stack = new TerraformStack(app, "consumer");
new CloudflareProvider(stack, "Cloudflare");

var organization = new ZeroTrustOrganization(stack, "Organization", new ZeroTrustOrganizationProps
{
    AccountId = "023e105f4ecef8ad9ca31a8372d0c353",
    Name = "Widget \"Corp\"",
    AuthDomain = "widget-corp.cloudflareaccess.com",
    SessionDuration = Environment.GetEnvironmentVariable("SESSION_DURATION") ?? Duration.Hours(12),
    UserSeatExpirationInactiveTime = Duration.Days(90),
    Mfa = new MfaSettings
    {
        Preset = MfaPreset.PHISHING_RESISTANT,
        AllowedAuthenticators = new[] { MfaAuthenticator.SECURITY_KEY },
        RequiredAaguids = "0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11",
    },
    ReadOnlyLock = new ReadOnlyLock { Reason = "managed in github.com/widget-corp/platform" },
    DenyUnmatchedRequests = new DenyUnmatchedRequests
    {
        ExemptedZoneNames = new[] { "widget-corp.com", "widget-corp.example" },
    },
    ServiceTokenInactivity = new ServiceTokenInactivity
    {
        Action = ServiceTokenAction.DISABLE,
        InactivityThresholdDays = 90,
    },
    StrictServiceTokenAuth = true,
    Unmanaged = new[] { OrganizationSetting.LOGIN_DESIGN },
});
Acknowledgements.Of(organization).Add(new Acknowledgement
{
    Rule = "mfa-single-authenticator",
    Reason = "everybody has two keys",
});

new TerraformOutput(stack, "redirect_uri", new TerraformOutputConfig
{
    Value = organization.IdpCallbackUrl,
    StaticId = true,
});
app.Synth();
