package main

import (
	"os"

	"github.com/aws/jsii-runtime-go"
	zerotrust "github.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust-go/cloudflarezerotrust"
	cloudflare "github.com/cdktf/cdktf-provider-cloudflare-go/cloudflare/v13/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

func main() {
	app := cdktf.NewApp(nil)
	stack := cdktf.NewTerraformStack(app, jsii.String("consumer"))
	cloudflare.NewCloudflareProvider(stack, jsii.String("Cloudflare"), nil)

	sessionDuration := zerotrust.Duration_Hours(jsii.Number(12))
	if given, ok := os.LookupEnv("SESSION_DURATION"); ok {
		sessionDuration = &given
	}
	organization := zerotrust.NewZeroTrustOrganization(stack, jsii.String("Organization"), &zerotrust.ZeroTrustOrganizationProps{
		AccountId:                      jsii.String("023e105f4ecef8ad9ca31a8372d0c353"),
		Name:                           jsii.String(`Widget "Corp"`),
		AuthDomain:                     jsii.String("widget-corp.cloudflareaccess.com"),
		SessionDuration:                sessionDuration,
		UserSeatExpirationInactiveTime: zerotrust.Duration_Days(jsii.Number(90)),
		Mfa: &zerotrust.MfaSettings{
			Preset:                zerotrust.MfaPreset_PHISHING_RESISTANT,
			AllowedAuthenticators: &[]zerotrust.MfaAuthenticator{zerotrust.MfaAuthenticator_SECURITY_KEY},
			RequiredAaguids:       jsii.String("0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11"),
		},
		ReadOnlyLock: &zerotrust.ReadOnlyLock{
			Reason: jsii.String("managed in github.com/widget-corp/platform"),
		},
		DenyUnmatchedRequests: &zerotrust.DenyUnmatchedRequests{
			ExemptedZoneNames: jsii.Strings("widget-corp.com", "widget-corp.example"),
		},
		ServiceTokenInactivity: &zerotrust.ServiceTokenInactivity{
			Action:                  zerotrust.ServiceTokenAction_DISABLE,
			InactivityThresholdDays: jsii.Number(90),
		},
		StrictServiceTokenAuth: jsii.Bool(true),
		Unmanaged:              &[]zerotrust.OrganizationSetting{zerotrust.OrganizationSetting_LOGIN_DESIGN},
	})
	zerotrust.Acknowledgements_Of(organization).Add(&zerotrust.Acknowledgement{
		Rule:   jsii.String("mfa-single-authenticator"),
		Reason: jsii.String("everybody has two keys"),
	})

	cdktf.NewTerraformOutput(stack, jsii.String("redirect_uri"), &cdktf.TerraformOutputConfig{
		Value:    organization.IdpCallbackUrl(),
		StaticId: jsii.Bool(true),
	})
	app.Synth()
}
