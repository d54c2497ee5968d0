import { BlockList, isIP } from 'node:net';

import { pair } from './condition-operator';

interface Range {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly prefix: number;
}

const decimal = /^\d{1,3}$/;

/** An address or a range of IPv4 or IPv6 in CIDR notation; without a prefix it is that one address. */
export const ipAddressOperators = pair(['IpAddress', 'NotIpAddress'], {
  allowed: 'an address or a range such as 203.0.113.0/24 or 2001:db8::/32',
  accepts: (value) => parseRange(value) !== undefined,
  prepare: (value) => {
    const range = parseRange(value);
    const list = new BlockList();
    if (range !== undefined) list.addSubnet(range.address, range.prefix, range.family);
    return (actual) => {
      const family = familyOf(actual);
      return family !== undefined && list.check(actual, family);
    };
  },
});

function parseRange(text: string): Range | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = familyOf(address);
  if (family === undefined || rest.length > 0) return undefined;
  const longest = family === 'ipv4' ? 32 : 128;
  if (prefix === undefined) return { address, family, prefix: longest };
  return decimal.test(prefix) && Number(prefix) <= longest ? { address, family, prefix: Number(prefix) } : undefined;
}

function familyOf(address: string): Range['family'] | undefined {
  // A zone (`fe80::1%eth0`) names an interface of one computer; no policy can mean it.
  if (address.includes('%')) return undefined;
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
