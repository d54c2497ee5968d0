import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { UnreadableItemError } from './errors';

/** A pet for sale. */
export interface Pet {
  /** A UUID. */
  readonly petId: string;
  readonly name: string;
  readonly species: string;
  readonly priceInCents: number;
}

/** @throws UnreadableItemError where the item is none of ours */
export function petOf(item: Readonly<Record<string, AttributeValue>>): Pet {
  const [petId, name, species] = [item['petId']?.S, item['name']?.S, item['species']?.S];
  const priceInCents = Number(item['priceInCents']?.N);
  if (petId === undefined || name === undefined || species === undefined || !Number.isInteger(priceInCents)) {
    throw new UnreadableItemError('pets');
  }
  return { petId, name, species, priceInCents };
}

/** As the pets table holds it, with partition key `petId`. */
export function itemOf({ petId, name, species, priceInCents }: Pet): Record<string, AttributeValue> {
  return {
    petId: { S: petId },
    name: { S: name },
    species: { S: species },
    priceInCents: { N: String(priceInCents) },
  };
}
