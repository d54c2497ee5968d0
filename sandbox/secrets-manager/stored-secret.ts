import type { Secret } from '../../blueprint/model';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy } from '../credentials/caller';
import { valueNotFound, versionExists } from './errors';

/** One value of a secret. */
export interface StoredVersion {
  readonly id: string;
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const current = 'AWSCURRENT';
const previous = 'AWSPREVIOUS';

/** A secret that runs: its values, and which of them each staging label points at. */
export class StoredSecret {
  readonly resourcePolicies: readonly NamedPolicy[];
  readonly #versions = new Map<string, StoredVersion>();
  readonly #versionByLabel = new Map<string, string>();
  #changedAt: number;

  /**
   * Raises iam's error where the resource policy is not understood.
   *
   * @param createdAt Milliseconds since 1970.
   */
  constructor(
    readonly secret: Secret,
    readonly createdAt: number,
  ) {
    const { stack, address, resourcePolicy, version } = secret;
    this.#changedAt = createdAt;
    this.resourcePolicies =
      resourcePolicy === undefined
        ? []
        : [{ name: `${stack}:${address}`, document: parsePolicy(resourcePolicy, 'resource') }];
    if (version !== undefined) this.put({ id: version.id, value: version.value, createdAt }, [current]);
  }

  /** Milliseconds since 1970. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** Throws `ResourceNotFoundException` where no version has the label. */
  labelled(label: string): StoredVersion {
    const version = this.#versions.get(this.#versionByLabel.get(label) ?? '');
    if (version === undefined) throw valueNotFound('staging label', label);
    return version;
  }

  /** Throws `ResourceNotFoundException`. A version without a label can be read no longer. */
  version(id: string): StoredVersion {
    const version = this.#versions.get(id);
    if (version === undefined || this.labelsOf(id).length === 0) throw valueNotFound('VersionId', id);
    return version;
  }

  labelsOf(versionId: string): readonly string[] {
    return [...this.#versionByLabel].filter(([, id]) => id === versionId).map(([label]) => label);
  }

  /** Each version that has a label, with its labels. */
  labels(): Readonly<Record<string, readonly string[]>> {
    const ids = [...new Set(this.#versionByLabel.values())];
    return Object.fromEntries(ids.map((id) => [id, this.labelsOf(id)]));
  }

  /** Adds a version and moves labels to it. The same version twice is one; with another value it is refused. */
  put(version: StoredVersion, labels: readonly string[]): void {
    const known = this.#versions.get(version.id);
    if (known !== undefined && known.value !== version.value) throw versionExists(version.id);
    if (known !== undefined) return;
    this.#versions.set(version.id, version);
    const before = this.#versionByLabel.get(current);
    for (const label of labels) this.#versionByLabel.set(label, version.id);
    if (labels.includes(current) && before !== undefined) this.#versionByLabel.set(previous, before);
    this.#changedAt = version.createdAt;
  }
}
