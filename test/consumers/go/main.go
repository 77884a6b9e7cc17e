package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/aws/jsii-runtime-go"
	zerotrust "github.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust-go/cloudflarezerotrust"
	cloudflare "github.com/cdktf/cdktf-provider-cloudflare-go/cloudflare/v13/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// wholeHours is a guardrail of our own.
type wholeHours struct{}

func (wholeHours) Id() *string        { return jsii.String("whole-hours") }
func (wholeHours) Statement() *string { return jsii.String("Session durations are whole hours") }

func (wholeHours) Check(organization zerotrust.OrganizationView) *[]*zerotrust.RuleFinding {
	duration, _ := organization.Value(jsii.String("sessionDuration")).(string)
	if strings.HasSuffix(duration, "h") {
		return &[]*zerotrust.RuleFinding{}
	}
	return &[]*zerotrust.RuleFinding{{
		Prop:    jsii.String("sessionDuration"),
		Allowed: jsii.String("whole hours such as '12h'"),
	}}
}

func main() {
	// Evaluates waivers on a fixed day, so that the output is reproducible. The default is today.
	app := cdktf.NewApp(&cdktf.AppConfig{
		Context: &map[string]interface{}{*zerotrust.Waivers_TODAY(): "2026-11-22"},
	})
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
		Reason: jsii.String("every user has two keys"),
	})

	blueprint := zerotrust.NewOrganizationBlueprint(&zerotrust.OrganizationBlueprintProps{
		Name: jsii.String("widget-corp"),
		Settings: &zerotrust.OrganizationSettings{
			SessionDuration: zerotrust.Duration_Hours(jsii.Number(12)),
			Mfa:             &zerotrust.MfaSettings{Preset: zerotrust.MfaPreset_PHISHING_RESISTANT},
			ReadOnlyLock: &zerotrust.ReadOnlyLock{
				Reason: jsii.String("managed in github.com/widget-corp/platform"),
			},
		},
		Fixed: &[]zerotrust.OrganizationSetting{zerotrust.OrganizationSetting_READ_ONLY_LOCK},
	})
	subsidiary := blueprint.Organization(stack, jsii.String("Subsidiary"), &zerotrust.ZeroTrustOrganizationProps{
		AccountId:       jsii.String("f037e56e89293a057740de681ac9abbe"),
		Name:            jsii.String("Widget Labs"),
		AuthDomain:      jsii.String("widget-labs.cloudflareaccess.com"),
		SessionDuration: zerotrust.Duration_Hours(jsii.Number(8)),
	})
	for _, setting := range *subsidiary.Provenance() {
		if setting.Source == zerotrust.SettingSource_BLUEPRINT && *setting.Prop == "readOnlyLock.reason" {
			fmt.Printf("%s comes from %s: %v\n", *setting.Prop, *setting.Blueprint, setting.Value)
		}
	}

	zerotrust.NewOrganizationGuardrails(&zerotrust.OrganizationGuardrailsProps{
		Name:                  jsii.String("widget-corp baseline"),
		OnUnresolved:          zerotrust.UnresolvedHandling_ERROR,
		MaxSessionDuration:    zerotrust.Duration_Hours(jsii.Number(24)),
		PhishingResistantOnly: jsii.Bool(true),
		LockRequired:          jsii.Bool(true),
		AllowedAuthDomains:    jsii.Strings("widget-*.cloudflareaccess.com"),
		NoUnmanagedSettings:   jsii.Bool(true),
		Rules:                 &[]zerotrust.IOrganizationRule{&wholeHours{}},
	}).ApplyTo(app)
	zerotrust.Waivers_Of(organization).Add(&zerotrust.Waiver{
		Guardrail: jsii.String("no-unmanaged-settings"),
		Reason:    jsii.String("marketing designs the login page"),
		Expires:   jsii.String("2027-03-31"),
	})
	zerotrust.NewOrganizationReport(app, nil)

	cdktf.NewTerraformOutput(stack, jsii.String("redirect_uri"), &cdktf.TerraformOutputConfig{
		Value:    organization.IdpCallbackUrl(),
		StaticId: jsii.Bool(true),
	})
	app.Synth()
}
