const errors = require('./errors.cjs');
const hosts = require('./hosts.cjs');

// For `NODE_OPTIONS=--require=<this file>`: a program that hard-codes AWS's hosts then talks to the sandbox.
const text = process.env.SANDBOX_PORT;
const port = Number(text);
if (text === undefined || !Number.isInteger(port) || port < 1 || port > 65535) throw new errors.SandboxPortError(text);
hosts.carry({ port });
