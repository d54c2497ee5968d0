import { runningSandbox } from './running-sandbox';
import { serveWebApplication } from './serve-web-application';
import { webApplicationSettings } from './web-application-settings';

/** The port of the addresses that the stack's client has by default. */
const port = 3000;

/** `npm run example`: a web application whose people sign in to the running sandbox. */
async function main(): Promise<void> {
  const configuration = webApplicationSettings(await runningSandbox());
  if (configuration === undefined) {
    console.error('The running sandbox has no stack api-authorization in which people sign in with a browser.');
    process.exit(1);
  }
  const application = await serveWebApplication(port);
  application.configure(configuration);
  console.log(`The example is at ${application.origin}. Codes are in the sandbox's log. Ctrl-C stops it.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
