import type { Fault } from './fault';

/** A fault of a policy, before its place is known. */
export type PolicyFinding = Omit<Fault, 'stack' | 'address'>;
