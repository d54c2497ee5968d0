import type { RouteMethod } from '../../constructs/api-gateway/route';

/** Classes of people, whoever vouches for them. */
export type PetStoreRole = 'administrators' | 'customers';

/** Functions behind the routes. */
export type PetStoreHandler = 'listPets' | 'createPet' | 'getPet' | 'account';

/** One route that asks for a signature. */
export interface PetStoreRoute {
  readonly method: RouteMethod;
  readonly path: string;
  readonly handler: PetStoreHandler;
  /** Whose policies allow it, and no one else's. */
  readonly roles: readonly [PetStoreRole, ...PetStoreRole[]];
}

/**
 * Who may do what. Every policy of every role, of user pool groups as of federated people, is made from this table and
 * from nothing else.
 */
export const petStoreRoutes: readonly PetStoreRoute[] = [
  { method: 'GET', path: '/pets', handler: 'listPets', roles: ['administrators', 'customers'] },
  { method: 'POST', path: '/pets', handler: 'createPet', roles: ['administrators'] },
  { method: 'GET', path: '/pets/{petId}', handler: 'getPet', roles: ['administrators', 'customers'] },
  { method: 'GET', path: '/account', handler: 'account', roles: ['administrators', 'customers'] },
  { method: 'PUT', path: '/account', handler: 'account', roles: ['administrators', 'customers'] },
];
