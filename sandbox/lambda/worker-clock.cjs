const RealDate = Date;
let offset = 0;

const now = () => RealDate.now() + offset;

/** `Date` with the sandbox's time: what a function signs or verifies must agree with the services that it calls. */
const ShiftedDate = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});

/**
 * Moves this thread's `Date` away from the computer's time.
 * @param {number} milliseconds
 */
function shiftClock(milliseconds) {
  offset = milliseconds;
  globalThis.Date = ShiftedDate;
}

module.exports = { shiftClock };
