import type { DomainServices } from '../domain-services';

/** What sign-in at other directories works with. */
export type FederationServices = Pick<DomainServices, 'clock' | 'ids' | 'logger' | 'federation' | 'state'>;
