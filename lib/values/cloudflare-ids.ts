/** Ids in Cloudflare's API. */
import { type Finding, formatFinding, show, userError } from './messages';
import { isUnresolved } from './unresolved';

const ID = /^[0-9a-f]{32}$/;

/** The problem of text that is not the id of an account or a zone; undefined if it is one. */
export function idProblem(id: string, owner: 'account' | 'zone'): Pick<Finding, 'fix' | 'problem'> | undefined {
  const tidy = id.replace(/[\s-]/g, '').toLowerCase();
  return ID.test(id)
    ? undefined
    : {
        problem: `is not ${owner === 'account' ? 'an account' : 'a zone'} id (32 lowercase hex digits)`,
        fix: ID.test(tidy)
          ? `Use ${show(tidy)}`
          : `Use the id that the dashboard shows under 'API' on the ${owner}'s overview page`,
      };
}

/** Throws unless a value is the id of an account, or text that is unresolved until apply. */
export function checkAccountId(accountId: unknown): void {
  if (!Array.isArray(accountId) && isUnresolved(accountId)) {
    return;
  }
  const problem = idProblem(typeof accountId === 'string' ? accountId : '', 'account');
  if (problem) {
    const finding = { prop: 'accountId', received: show(accountId), ...problem };
    throw userError(`${formatFinding(finding)} [account-id-format]`);
  }
}
