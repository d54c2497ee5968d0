/** A connection to a host of AWS that the sandbox does not have. It fails here, so that nothing reaches the real AWS. */
class HostNotCarriedError extends Error {
  /** @param {string} host */
  constructor(host) {
    super(
      `The sandbox does not serve ${host}, and keeps connections from reaching the real AWS. ` +
        'It serves the hosts of cognito-idp, cognito-identity, sts, dynamodb, secretsmanager, execute-api and ' +
        'auth.<region>.amazoncognito.com. Point the client at another endpoint, or run it without the sandbox.',
    );
    this.name = 'HostNotCarriedError';
    this.code = 'ERR_HOST_NOT_CARRIED';
  }
}

/** The preload was asked for without being told where the sandbox is. */
class SandboxPortError extends Error {
  /** @param {string | undefined} value */
  constructor(value) {
    super(
      `SANDBOX_PORT is ${value === undefined ? 'not set' : JSON.stringify(value)}. It must be the port of a running ` +
        'sandbox, a whole number from 1 to 65535; `npm start` prints it.',
    );
    this.name = 'SandboxPortError';
  }
}

module.exports = { HostNotCarriedError, SandboxPortError };
