package io.github.socialhook.source;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AddressRangeTests {

	@Test
	void containsAddressesOfItsFamilyOnly() {
		assertThat(AddressRange.parse("10.0.0.0/8").contains(IpAddress.parse("10.255.255.255"))).isTrue();
		assertThat(AddressRange.parse("10.0.0.0/8").contains(IpAddress.parse("11.0.0.0"))).isFalse();
		assertThat(AddressRange.parse("0.0.0.0/0").contains(IpAddress.parse("255.0.0.1"))).isTrue();
		assertThat(AddressRange.parse("0.0.0.0/0").contains(IpAddress.parse("::1"))).isFalse();
		assertThat(AddressRange.parse("::/0").contains(IpAddress.parse("ffff::1"))).isTrue();
		assertThat(AddressRange.parse("::/0").contains(IpAddress.parse("10.0.0.1"))).isFalse();
		assertThat(AddressRange.parse("::ffff:10.0.0.0/104").contains(IpAddress.parse("10.1.2.3"))).isTrue();
		assertThat(AddressRange.parse("::ffff:10.0.0.0/104")).hasToString("10.0.0.0/8");
		assertThat(AddressRange.parse("2001:db8::/63").contains(IpAddress.parse("2001:db8:0:1:ffff::"))).isTrue();
		assertThat(AddressRange.parse("2001:db8::/65").contains(IpAddress.parse("2001:db8::8000:0:0:0"))).isFalse();
		assertThat(AddressRange.parse("2001:db8::/65").contains(IpAddress.parse("2001:db8::7fff:0:0:1"))).isTrue();
		assertThat(AddressRange.parse("2001:db8::/48").contains(IpAddress.parse("32.1.13.184"))).isFalse();
		assertThat(AddressRange.parse("32.1.13.184/32").contains(IpAddress.parse("2001:db8::1"))).isFalse();
		assertThat(AddressRange.parse("192.0.2.7").contains(IpAddress.parse("::ffff:192.0.2.7"))).isTrue();
		assertThat(AddressRange.parse("192.0.2.7").contains(IpAddress.parse("192.0.2.6"))).isFalse();
	}

}
