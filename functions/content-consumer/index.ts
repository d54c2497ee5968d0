import { parseContentConsumerEnvironment } from './environment';

parseContentConsumerEnvironment(process.env);

export const handler = (): Promise<object> => Promise.resolve({ statusCode: 200, body: '{}' });
