using System;
using System.Collections.Generic;
using Amazon.JSII.Runtime.Deputy;
using CdktfCloudflareZeroTrust;
using HashiCorp.Cdktf;
using HashiCorp.Cdktf.Providers.Cloudflare.Provider;

// Evaluates waivers on a fixed day, so that the output is reproducible. The default is today.
var app = new App(new AppConfig
{
    Context = new Dictionary<string, object> { [Waivers.TODAY] = "2026-11-22" },
});
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
    Reason = "every user has two keys",
});

var blueprint = new OrganizationBlueprint(new OrganizationBlueprintProps
{
    Name = "widget-corp",
    Settings = new OrganizationSettings
    {
        SessionDuration = Duration.Hours(12),
        Mfa = new MfaSettings { Preset = MfaPreset.PHISHING_RESISTANT },
        ReadOnlyLock = new ReadOnlyLock { Reason = "managed in github.com/widget-corp/platform" },
    },
    Fixed = new[] { OrganizationSetting.READ_ONLY_LOCK },
});
var subsidiary = blueprint.Organization(stack, "Subsidiary", new ZeroTrustOrganizationProps
{
    AccountId = "f037e56e89293a057740de681ac9abbe",
    Name = "Widget Labs",
    AuthDomain = "widget-labs.cloudflareaccess.com",
    SessionDuration = Duration.Hours(8),
});
foreach (var setting in subsidiary.Provenance)
{
    if (setting.Source == SettingSource.BLUEPRINT && setting.Prop == "readOnlyLock.reason")
    {
        Console.WriteLine($"{setting.Prop} comes from {setting.Blueprint}: {setting.Value}");
    }
}

new OrganizationGuardrails(new OrganizationGuardrailsProps
{
    Name = "widget-corp baseline",
    OnUnresolved = UnresolvedHandling.ERROR,
    MaxSessionDuration = Duration.Hours(24),
    PhishingResistantOnly = true,
    LockRequired = true,
    AllowedAuthDomains = new[] { "widget-*.cloudflareaccess.com" },
    NoUnmanagedSettings = true,
    Rules = new[] { new WholeHours() },
}).ApplyTo(app);
Waivers.Of(organization).Add(new Waiver
{
    Guardrail = "no-unmanaged-settings",
    Reason = "marketing designs the login page",
    Expires = "2027-03-31",
});
new OrganizationReport(app);

new TerraformOutput(stack, "redirect_uri", new TerraformOutputConfig
{
    Value = organization.IdpCallbackUrl,
    StaticId = true,
});
app.Synth();

/// <summary>A guardrail of our own.</summary>
public class WholeHours : DeputyBase, IOrganizationRule
{
    public string Id => "whole-hours";

    public string Statement => "Session durations are whole hours";

    public RuleFinding[] Check(OrganizationView organization)
    {
        var duration = (string)organization.Value("sessionDuration");
        return duration.EndsWith('h')
            ? Array.Empty<RuleFinding>()
            : new[] { new RuleFinding { Prop = "sessionDuration", Allowed = "whole hours such as '12h'" } };
    }
}
