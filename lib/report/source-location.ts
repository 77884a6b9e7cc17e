import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { IConstruct } from 'constructs';
import { creationOf } from '../values/creation';

/** A position in a file of the repository. */
export interface SourceLocation {
  /** The path relative to the root of the repository, as a URI. */
  readonly uri: string;
  /** Absent if only the file is known. */
  readonly line?: number;
  readonly column?: number;
}

/** Finds where the constructs of an app are created. */
export class SourceLocations {
  private readonly root: string;
  private readonly fallback?: SourceLocation;

  /**
   * @param app the root of the constructs
   * @param directory a directory in the repository: that of cdktf.json
   */
  public constructor(
    private readonly app: IConstruct,
    directory: string = process.cwd(),
  ) {
    this.root = repositoryOf(directory) ?? directory;
    const configuration = join(directory, 'cdktf.json');
    const uri = existsSync(configuration) ? this.uriOf(configuration) : undefined;
    this.fallback = uri === undefined ? undefined : { uri };
  }

  /** Where a construct is created, by its path; otherwise the configuration of the app, because findings need a file. */
  public of(path: string): SourceLocation | undefined {
    const position = creationOf(constructAt(this.app, path));
    const uri = position === undefined ? undefined : this.uriOf(position.file);
    return uri === undefined ? this.fallback : { uri, line: position?.line, column: position?.column };
  }

  /** Undefined for a file outside of the repository. */
  private uriOf(file: string): string | undefined {
    const path = relative(this.root, file);
    const isOutside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
    return isOutside ? undefined : path.split(sep).map(encodeURIComponent).join('/');
  }
}

/** The nearest directory with a Git repository. */
function repositoryOf(directory: string): string | undefined {
  if (existsSync(join(directory, '.git'))) {
    return directory;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : repositoryOf(parent);
}

/** The construct with a path, which the report has taken from the same tree. */
function constructAt(app: IConstruct, path: string): IConstruct {
  const ids = path === '' ? [] : path.split('/');
  return ids.reduce((construct, id) => construct.node.findChild(id), app);
}
