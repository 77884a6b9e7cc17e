/** Values, sources and scopes in readable form. */
import type { ReportedFinding, ReportedSetting, ReportedSource } from '../report-document';
import { commaSeparated, html, type Markup, user } from './markup';

/** A value in readable form. */
export function valueText(value: unknown): Markup {
  if (Array.isArray(value)) {
    return value.length === 0 ? html`<i>empty list</i>` : commaSeparated(value.map(valueText));
  }
  if (value === undefined) {
    return html`<i>not sent</i>`;
  }
  return value === '' ? html`<i>empty text</i>` : user(typeof value === 'string' ? value : JSON.stringify(value));
}

export function settingText({ value, unresolved }: ReportedSetting): Markup {
  return unresolved ? html`${valueText(value)} <small>unresolved until apply</small>` : valueText(value);
}

export function sourceText({ source, blueprint }: ReportedSource): Markup {
  if (source === 'blueprint') {
    return blueprintText(blueprint);
  }
  return source === 'organization' ? html`this organization` : html`library default`;
}

export function blueprintText(name: string | undefined): Markup {
  return name === undefined ? html`blueprint` : html`blueprint <bdi>'${name}'</bdi>`;
}

/** The path of a scope, which is empty for the app. */
export function scopeText(scope: string): Markup {
  return scope === '' ? html`the app` : user(scope);
}

export function endText(expires: string | undefined): Markup {
  return expires === undefined ? html`no expiry` : html`until ${user(expires)}`;
}

/** The message of a finding without the id at its end, which the page shows separately. */
export function messageText({ id, guardrails, message }: ReportedFinding): Markup {
  return user(withoutId(message, guardrails === undefined ? id : guardrailId(id)));
}

/** The id of a guardrail as messages show it. */
export function guardrailId(id: string): string {
  return `guardrail ${id}`;
}

/** A message without the id at its end, which the page shows separately. */
export function withoutId(message: string, id: string): string {
  const end = ` [${id}]`;
  return message.endsWith(end) ? message.slice(0, -end.length) : message;
}

/** A commit, shortened to what Git shows. */
export function commitText(commit: string): Markup {
  return html`<code>${user(commit.slice(0, 12))}</code>`;
}
