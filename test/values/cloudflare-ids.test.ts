import { TerraformVariable } from 'cdktf';
import { checkAccountId, idProblem } from '../../lib/values/cloudflare-ids';
import { ACCOUNT_ID, stackWithProvider } from '../organization';

const check = (value: unknown) => () => {
  checkAccountId(value);
};

describe('idProblem', () => {
  test.each(['account', 'zone'] as const)('names the page that shows the id of the %s', (owner) => {
    expect(idProblem('widget-corp', owner)).toEqual({
      problem: expect.stringMatching(new RegExp(`^is not an? ${owner} id \\(32 lowercase hex digits\\)$`)) as string,
      fix: `Use the id that the dashboard shows under 'API' on the ${owner}'s overview page`,
    });
  });

  test.each([
    ['upper case', ACCOUNT_ID.toUpperCase()],
    ['blanks and hyphens', ` ${ACCOUNT_ID.slice(0, 8)}-${ACCOUNT_ID.slice(8)}\n`],
  ])('suggests the id without %s', (_, id) => {
    expect(idProblem(id, 'zone')?.fix).toBe(`Use '${ACCOUNT_ID}'`);
  });

  test('accepts an id', () => {
    expect(idProblem(ACCOUNT_ID, 'account')).toBeUndefined();
  });
});

describe('checkAccountId', () => {
  const FORM = "is not an account id (32 lowercase hex digits). Use the id that the dashboard shows under 'API' on the";

  test.each<[unknown, string]>([
    [undefined, `accountId undefined ${FORM}`],
    [null, `accountId null ${FORM}`],
    [5, `accountId 5 ${FORM}`],
    ['', `accountId '' ${FORM}`],
    ['widget-corp', `accountId 'widget-corp' ${FORM}`],
    [`${ACCOUNT_ID}0`, `accountId '${ACCOUNT_ID}0' ${FORM}`],
    [`${ACCOUNT_ID}\n`, `(32 lowercase hex digits). Use '${ACCOUNT_ID}'.`],
    [ACCOUNT_ID.toUpperCase(), `(32 lowercase hex digits). Use '${ACCOUNT_ID}'.`],
  ])('rejects %j', (value, message) => {
    expect(check(value)).toThrow(message);
    expect(check(value)).toThrow(/^accountId .*\. \[account-id-format\]$/);
  });

  test('rejects a list token', () => {
    expect(check(new TerraformVariable(stackWithProvider(), 'list', {}).listValue)).toThrow("accountId [ '<token>' ]");
  });

  const variable = new TerraformVariable(stackWithProvider(), 'variable', {});

  test.each([
    ['an account id', ACCOUNT_ID],
    ['a text token', variable.stringValue],
    ['a token of any type', variable.value],
    ['an expression', '${var.account}'],
  ])('accepts %s', (_, value) => {
    expect(check(value)).not.toThrow();
  });
});
