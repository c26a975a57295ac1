package io.github.socialhook.forward;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.github.socialhook.source.AddressRange;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AddressPolicyTests {

	private final AddressPolicy none = new AddressPolicy(List.of());

	@ParameterizedTest
	@ValueSource(strings = { "8.8.8.8", "52.77.130.167", "100.63.255.255", "100.128.0.0", "172.15.255.255",
			"172.32.0.1", "192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111",
			"2a00:1450:4001::200e", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8" })
	void permitsPublicAddresses(String address) throws UnknownHostException {
		assertThat(this.none.permits(InetAddress.getByName(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1",
			"127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
			"192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
			"239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
			"::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
			"100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1",
			"fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1" })
	void refusesAllOthers(String address) throws UnknownHostException {
		assertThat(this.none.permits(InetAddress.getByName(address))).isFalse();
	}

	@Test
	void permitsWhatIsListedInWhateverNotation() throws UnknownHostException {
		AddressPolicy policy = new AddressPolicy(
				List.of(AddressRange.parse("10.1.2.0/24"), AddressRange.parse("fd00::/8"), AddressRange.parse("::1")));
		for (String listed : List.of("10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3", "fd00::7", "::1")) {
			assertThat(policy.permits(InetAddress.getByName(listed))).as(listed).isTrue();
		}
		for (String other : List.of("10.1.3.3", "::ffff:10.1.3.3", "fc00::7", "127.0.0.1")) {
			assertThat(policy.permits(InetAddress.getByName(other))).as(other).isFalse();
		}
	}

	@Test
	void connectsOnlyToThoseAddressesOfAHostThatArePermitted() throws UnknownHostException {
		InMemoryDnsResolver names = new InMemoryDnsResolver();
		names.add("mixed.example", InetAddress.getByName("127.0.0.1"), InetAddress.getByName("8.8.8.8"));
		names.add("internal.example", InetAddress.getByName("10.0.0.1"));
		DnsResolver resolver = new CheckedDnsResolver(this.none, names);
		assertThat(resolver.resolve("mixed.example")).containsExactly(InetAddress.getByName("8.8.8.8"));
		assertThatExceptionOfType(ForbiddenAddressException.class)
			.isThrownBy(() -> resolver.resolve("internal.example"))
			.withMessage("The host internal.example has the address 10.0.0.1, which is not public: list it under "
					+ "'allow' if deliveries may be sent there");
	}

}
