import { get } from 'node:http';
import { connect } from 'node:net';

const refused = 'A test tried to connect to 192.0.2.1. Only loopback is allowed.';

test('a test cannot reach another computer, whatever it connects with', async () => {
  expect(() => connect(80, '192.0.2.1')).toThrow(refused);
  expect(() => connect({ host: '192.0.2.1', port: 80 })).toThrow(refused);
  await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({ cause: { message: refused } });
  await expect(
    new Promise((resolve, reject) => {
      get('http://192.0.2.1/', resolve).on('error', reject);
    }),
  ).rejects.toThrow(refused);
});
