import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.cloudflare.provider.CloudflareProvider;
import io.github.cdktf_cloudflare_zero_trust.Acknowledgement;
import io.github.cdktf_cloudflare_zero_trust.Acknowledgements;
import io.github.cdktf_cloudflare_zero_trust.DenyUnmatchedRequests;
import io.github.cdktf_cloudflare_zero_trust.Duration;
import io.github.cdktf_cloudflare_zero_trust.IOrganizationRule;
import io.github.cdktf_cloudflare_zero_trust.MfaAuthenticator;
import io.github.cdktf_cloudflare_zero_trust.MfaPreset;
import io.github.cdktf_cloudflare_zero_trust.MfaSettings;
import io.github.cdktf_cloudflare_zero_trust.OrganizationBlueprint;
import io.github.cdktf_cloudflare_zero_trust.OrganizationGuardrails;
import io.github.cdktf_cloudflare_zero_trust.OrganizationReport;
import io.github.cdktf_cloudflare_zero_trust.OrganizationSetting;
import io.github.cdktf_cloudflare_zero_trust.OrganizationSettings;
import io.github.cdktf_cloudflare_zero_trust.OrganizationView;
import io.github.cdktf_cloudflare_zero_trust.ReadOnlyLock;
import io.github.cdktf_cloudflare_zero_trust.RuleFinding;
import io.github.cdktf_cloudflare_zero_trust.ServiceTokenAction;
import io.github.cdktf_cloudflare_zero_trust.ServiceTokenInactivity;
import io.github.cdktf_cloudflare_zero_trust.SettingProvenance;
import io.github.cdktf_cloudflare_zero_trust.SettingSource;
import io.github.cdktf_cloudflare_zero_trust.UnresolvedHandling;
import io.github.cdktf_cloudflare_zero_trust.Waiver;
import io.github.cdktf_cloudflare_zero_trust.Waivers;
import io.github.cdktf_cloudflare_zero_trust.ZeroTrustOrganization;
import io.github.cdktf_cloudflare_zero_trust.ZeroTrustOrganizationProps;
import java.util.List;
import java.util.Map;

public final class Main {
    /** A guardrail of our own. */
    public static final class WholeHours implements IOrganizationRule {
        @Override
        public String getId() {
            return "whole-hours";
        }

        @Override
        public String getStatement() {
            return "Session durations are whole hours";
        }

        @Override
        public List<RuleFinding> check(OrganizationView organization) {
            if (organization.value("sessionDuration").toString().endsWith("h")) {
                return List.of();
            }
            return List.of(RuleFinding.builder()
                    .prop("sessionDuration")
                    .allowed("whole hours such as '12h'")
                    .build());
        }
    }

    public static void main(String[] args) {
        // Evaluates waivers on a fixed day, so that the output is reproducible. The default is today.
        App app = App.Builder.create().context(Map.of(Waivers.TODAY, "2026-11-22")).build();
        TerraformStack stack = new TerraformStack(app, "consumer");
        CloudflareProvider.Builder.create(stack, "Cloudflare").build();

        ZeroTrustOrganization organization = ZeroTrustOrganization.Builder.create(stack, "Organization")
                .accountId("023e105f4ecef8ad9ca31a8372d0c353")
                .name("Widget \"Corp\"")
                .authDomain("widget-corp.cloudflareaccess.com")
                .sessionDuration(System.getenv().getOrDefault("SESSION_DURATION", Duration.hours(12)))
                .userSeatExpirationInactiveTime(Duration.days(90))
                .mfa(MfaSettings.builder()
                        .preset(MfaPreset.PHISHING_RESISTANT)
                        .allowedAuthenticators(List.of(MfaAuthenticator.SECURITY_KEY))
                        .requiredAaguids("0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11")
                        .build())
                .readOnlyLock(ReadOnlyLock.builder()
                        .reason("managed in github.com/widget-corp/platform")
                        .build())
                .denyUnmatchedRequests(DenyUnmatchedRequests.builder()
                        .exemptedZoneNames(List.of("widget-corp.com", "widget-corp.example"))
                        .build())
                .serviceTokenInactivity(ServiceTokenInactivity.builder()
                        .action(ServiceTokenAction.DISABLE)
                        .inactivityThresholdDays(90)
                        .build())
                .strictServiceTokenAuth(true)
                .unmanaged(List.of(OrganizationSetting.LOGIN_DESIGN))
                .build();
        Acknowledgements.of(organization).add(Acknowledgement.builder()
                .rule("mfa-single-authenticator")
                .reason("every user has two keys")
                .build());

        OrganizationBlueprint blueprint = OrganizationBlueprint.Builder.create()
                .name("widget-corp")
                .settings(OrganizationSettings.builder()
                        .sessionDuration(Duration.hours(12))
                        .mfa(MfaSettings.builder().preset(MfaPreset.PHISHING_RESISTANT).build())
                        .readOnlyLock(ReadOnlyLock.builder()
                                .reason("managed in github.com/widget-corp/platform")
                                .build())
                        .build())
                .fixed(List.of(OrganizationSetting.READ_ONLY_LOCK))
                .build();
        ZeroTrustOrganization subsidiary = blueprint.organization(stack, "Subsidiary",
                ZeroTrustOrganizationProps.builder()
                        .accountId("f037e56e89293a057740de681ac9abbe")
                        .name("Widget Labs")
                        .authDomain("widget-labs.cloudflareaccess.com")
                        .sessionDuration(Duration.hours(8))
                        .build());
        for (SettingProvenance setting : subsidiary.getProvenance()) {
            if (setting.getSource() == SettingSource.BLUEPRINT && setting.getProp().equals("readOnlyLock.reason")) {
                System.out.println(
                        setting.getProp() + " comes from " + setting.getBlueprint() + ": " + setting.getValue());
            }
        }

        OrganizationGuardrails.Builder.create()
                .name("widget-corp baseline")
                .onUnresolved(UnresolvedHandling.ERROR)
                .maxSessionDuration(Duration.hours(24))
                .phishingResistantOnly(true)
                .lockRequired(true)
                .allowedAuthDomains(List.of("widget-*.cloudflareaccess.com"))
                .noUnmanagedSettings(true)
                .rules(List.of(new WholeHours()))
                .build()
                .applyTo(app);
        Waivers.of(organization).add(Waiver.builder()
                .guardrail("no-unmanaged-settings")
                .reason("marketing designs the login page")
                .expires("2027-03-31")
                .build());
        OrganizationReport.Builder.create(app).build();

        TerraformOutput.Builder.create(stack, "redirect_uri")
                .value(organization.getIdpCallbackUrl())
                .staticId(true)
                .build();
        app.synth();
    }
}
