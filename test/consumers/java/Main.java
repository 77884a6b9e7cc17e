import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.cloudflare.provider.CloudflareProvider;
import io.github.cdktf_cloudflare_zero_trust.Acknowledgement;
import io.github.cdktf_cloudflare_zero_trust.Acknowledgements;
import io.github.cdktf_cloudflare_zero_trust.DenyUnmatchedRequests;
import io.github.cdktf_cloudflare_zero_trust.Duration;
import io.github.cdktf_cloudflare_zero_trust.MfaAuthenticator;
import io.github.cdktf_cloudflare_zero_trust.MfaPreset;
import io.github.cdktf_cloudflare_zero_trust.MfaSettings;
import io.github.cdktf_cloudflare_zero_trust.OrganizationSetting;
import io.github.cdktf_cloudflare_zero_trust.ReadOnlyLock;
import io.github.cdktf_cloudflare_zero_trust.ServiceTokenAction;
import io.github.cdktf_cloudflare_zero_trust.ServiceTokenInactivity;
import io.github.cdktf_cloudflare_zero_trust.ZeroTrustOrganization;
import java.util.List;

public final class Main {
    public static void main(String[] args) {
        App app = new App();
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
                .reason("everybody has two keys")
                .build());

        TerraformOutput.Builder.create(stack, "redirect_uri")
                .value(organization.getIdpCallbackUrl())
                .staticId(true)
                .build();
        app.synth();
    }
}
