// The machine that a search runs on, as a value, so that a test can describe another one.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

/** What the search needs to know of the machine. */
export interface Environment {
  readonly platform: NodeJS.Platform;
  /** Node's word for the processor, such as `x64`. */
  readonly arch: string;
  /** On 32-bit ARM the version that Node was built for, `6` or `7`; otherwise undefined. */
  readonly armVersion: string | undefined;
  /** Environment variables: PATH is searched, and all are handed to child processes. */
  readonly variables: NodeJS.ProcessEnv;
}

/** Describes the machine that this process runs on. */
export function thisMachine(): Environment {
  const armVersion: unknown = Reflect.get(process.config.variables, 'arm_version');
  return {
    platform: process.platform,
    arch: process.arch,
    armVersion: typeof armVersion === 'string' ? armVersion : undefined,
    variables: process.env,
  };
}

/** `name` as a program file is called on this platform. */
export function programName(name: string, environment: Environment): string {
  return environment.platform === 'win32' ? `${name}.exe` : name;
}

/** Answers every executable file of that name on the PATH, in its order, as absolute paths. */
export async function findAllOnPath(name: string, environment: Environment): Promise<string[]> {
  const paths = environment.platform === 'win32' ? win32 : posix;
  // A relative entry would run whatever lies in the folder one happens to stand in.
  const folders = (pathVariable(environment) ?? '').split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  const files = [...new Set(folders)].map((folder) => paths.join(folder, programName(name, environment)));
  const executable = await Promise.all(files.map(isExecutableFile));
  return files.filter((_, index) => executable[index]);
}

/** Answers the first executable file of that name on the PATH. */
export async function findOnPath(name: string, environment: Environment): Promise<string | undefined> {
  return (await findAllOnPath(name, environment))[0];
}

// Windows calls it `Path` as often as `PATH`, and a copy of process.env no longer ignores case.
function pathVariable({ platform, variables }: Environment): string | undefined {
  if (platform !== 'win32') return variables['PATH'];
  return Object.entries(variables).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}

async function isExecutableFile(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false; // Not there, or not ours to run: for a search along the PATH both mean "go on".
  }
}
