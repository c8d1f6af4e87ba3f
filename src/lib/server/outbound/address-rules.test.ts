import { describe, expect, test } from 'vitest';
import { mayConnect, readAllowedHosts } from './address-rules.ts';

const NONE = readAllowedHosts([]);

describe('addresses that calls to the outside may reach', () => {
	test.each(['8.8.8.8', '193.147.1.1', '2606:4700::1111', '2a00:1450:4003::5'])(
		'the public address %s may be reached',
		(address) => {
			expect(mayConnect(address, 'example.com', NONE)).toBe(true);
		}
	);

	test.each([
		['this machine', '127.0.0.1'],
		['this machine, another way', '127.255.1.2'],
		['this machine in IPv6', '::1'],
		['any address', '0.0.0.0'],
		['any address in IPv6', '::'],
		['a private network', '10.1.2.3'],
		['a private network', '172.31.0.1'],
		['a private network', '192.168.1.1'],
		['a private network in IPv6', 'fd12::1'],
		['the site-local network of before', 'fec0::1'],
		['the metadata service', '169.254.169.254'],
		['the metadata service in IPv6', 'fd00:ec2::254'],
		['the link', 'fe80::1'],
		['the link with its zone', 'fe80::1%eth0'],
		['carriers', '100.64.0.1'],
		['multicast', '224.0.0.1'],
		['multicast in IPv6', 'ff02::1'],
		['everybody', '255.255.255.255'],
		['documentation', '192.0.2.1'],
		['measurements', '198.18.0.1'],
		['the future', '240.0.0.1'],
		['IPv4 inside IPv6', '::ffff:127.0.0.1'],
		['IPv4 inside IPv6, in hexadecimal', '::ffff:7f00:1'],
		['a public one inside IPv6', '::ffff:8.8.8.8'],
		['IPv4 at the end of IPv6', '::7f00:1'],
		['a translator', '64:ff9b::7f00:1'],
		['a translator of the own network', '64:ff9b:1::7f00:1'],
		['a translator without state', '::ffff:0:7f00:1'],
		['6to4', '2002:7f00:1::'],
		['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
		['documentation in IPv6', '2001:db8::1'],
		['what is not an address', 'localhost'],
		['nothing', '']
	])('%s (%s) may not', (_what, address) => {
		expect(mayConnect(address, 'example.com', NONE)).toBe(false);
	});

	test('a range that is allowed may be reached, also when it is written inside IPv6', () => {
		const allowed = readAllowedHosts(['10.1.0.0/16', 'fd00:1::/32', '127.0.0.1']);
		expect(mayConnect('10.1.9.9', 'x', allowed)).toBe(true);
		expect(mayConnect('::ffff:10.1.9.9', 'x', allowed)).toBe(true);
		expect(mayConnect('fd00:1::5', 'x', allowed)).toBe(true);
		expect(mayConnect('127.0.0.1', 'x', allowed)).toBe(true);
		expect(mayConnect('10.2.0.1', 'x', allowed)).toBe(false);
		expect(mayConnect('127.0.0.2', 'x', allowed)).toBe(false);
		expect(mayConnect('fd00:2::5', 'x', allowed)).toBe(false);
	});

	test('a host that is allowed may lead to a private network, but not to metadata or multicast', () => {
		const allowed = readAllowedHosts(['CRM.internal']);
		expect(mayConnect('10.0.0.5', 'crm.internal.', allowed)).toBe(true);
		expect(mayConnect('10.0.0.5', 'other.internal', allowed)).toBe(false);
		expect(mayConnect('169.254.169.254', 'crm.internal', allowed)).toBe(false);
		expect(mayConnect('224.0.0.1', 'crm.internal', allowed)).toBe(false);
	});

	test.each(['10.0.0.0/99', '10.0.0.256', 'fe80::/abc', '1.2.3'])(
		'%s is told as a fault of the configuration, not passed over',
		(entry) => {
			if (entry === '1.2.3') expect(readAllowedHosts([entry]).ranges).toHaveLength(1);
			else expect(() => readAllowedHosts([entry])).toThrow(entry);
		}
	);
});
