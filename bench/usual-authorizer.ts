import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CognitoJwtVerifier } from 'aws-jwt-verify';

/** What the same authorizer is when it is written with the packages that AWS offers for it: the measure of ours. */
const verifier = CognitoJwtVerifier.create({
  userPoolId: process.env['userPoolId'] ?? '',
  tokenUse: 'access',
  clientId: process.env['clientId'] ?? '',
});

const table = process.env['policiesTable'] ?? '';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** A `TOKEN` authorizer. */
export const handler = async (event: { readonly authorizationToken: string; readonly methodArn: string }) => {
  const claims = await verifier.verify(event.authorizationToken.replace(/^Bearer /, ''));
  const keys = (claims['cognito:groups'] ?? []).map((group) => ({ group }));
  const { Responses = {} } = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }));
  const resources = (Responses[table] ?? []).flatMap(({ policy }) => JSON.parse(String(policy)) as readonly string[]);
  return {
    principalId: claims.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resources }],
    },
  };
};
