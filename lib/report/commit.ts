/** The variables in which CI systems give the commit of a run. */
export const COMMIT_VARIABLES: readonly string[] = [
  'GITHUB_SHA', // GitHub Actions, Gitea and Forgejo
  'CI_COMMIT_SHA', // GitLab and Woodpecker
  'BITBUCKET_COMMIT', // Bitbucket Pipelines
  'BUILD_SOURCEVERSION', // Azure Pipelines
  'CODEBUILD_RESOLVED_SOURCE_VERSION', // AWS CodeBuild
  'CIRCLE_SHA1', // CircleCI
  'BUILDKITE_COMMIT',
  'DRONE_COMMIT_SHA',
  'TRAVIS_COMMIT',
  'SEMAPHORE_GIT_SHA',
  'APPVEYOR_REPO_COMMIT',
  'BITRISE_GIT_COMMIT',
  'GIT_COMMIT', // Jenkins
  'BUILD_VCS_NUMBER', // TeamCity
  'HEAD_COMMIT', // Atlantis
];

/** Whether a text is a commit, possibly abbreviated: variables can also hold a branch, such as `HEAD`. */
export function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text);
}

/** The commit of the CI run; undefined if there is none. */
export function commitOfRun(environment: NodeJS.ProcessEnv): string | undefined {
  return COMMIT_VARIABLES.map((name) => environment[name]).find((value) => value !== undefined && isCommit(value));
}
