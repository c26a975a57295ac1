package io.github.socialhook.signature;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressTests {

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 0.0.0.0", "255.255.255.255, 255.255.255.255", "::ffff:192.0.2.7, 192.0.2.7",
			"0:0:0:0:0:FFFF:C000:0207, 192.0.2.7", "::ffff:192.0.2.7%en0, 192.0.2.7", "::, 0:0:0:0:0:0:0:0",
			"::1, 0:0:0:0:0:0:0:1", "1::, 1:0:0:0:0:0:0:0", "2001:DB8::a:0, 2001:db8:0:0:0:0:a:0",
			"1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
			"1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304", "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
			"fe80::1%25, fe80:0:0:0:0:0:0:1",
			"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, " + "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" })
	void isReadInEachFormThatIsRight(String text, String address) {
		assertThat(Address.parse(text)).hasToString(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "1.2.3", "1.2.3.4.5", "1.2.3.4 ", "1.2.3.-4", "1.2.3.+4", "1.2.3.٤", "01.2.3.4",
			"1.2.3.256", "1.2.3.4%1", "1..3.4", ":", ":::", "1:::2", "1::2::3", ":1", "1:", "1:2:3:4:5:6:7",
			"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::", "::1.2.3", "1.2.3.4::",
			"::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "[::1]", "::1%", "::1%a%b", "::1/64", "::-1", "localhost",
			"a.b.c.d", "1:2:3:4:5:6:7:8%0123456789012345678901234567890123456789012345678901234567890123456789" })
	void isNotReadFromAnythingElse(String text) {
		assertThat(Address.parse(text)).isNull();
	}

	@Test
	void liesInARangeOfItsKind() {
		assertThat(AddressRange.parse("10.0.0.0/8").contains(Address.parse("10.255.255.255"))).isTrue();
		assertThat(AddressRange.parse("10.0.0.0/8").contains(Address.parse("11.0.0.0"))).isFalse();
		assertThat(AddressRange.parse("0.0.0.0/0").contains(Address.parse("255.0.0.1"))).isTrue();
		assertThat(AddressRange.parse("0.0.0.0/0").contains(Address.parse("::1"))).isFalse();
		assertThat(AddressRange.parse("::/0").contains(Address.parse("ffff::1"))).isTrue();
		assertThat(AddressRange.parse("::/0").contains(Address.parse("10.0.0.1"))).isFalse();
		assertThat(AddressRange.parse("::ffff:10.0.0.0/104").contains(Address.parse("10.1.2.3"))).isTrue();
		assertThat(AddressRange.parse("::ffff:10.0.0.0/104")).hasToString("10.0.0.0/8");
		assertThat(AddressRange.parse("2001:db8::/63").contains(Address.parse("2001:db8:0:1:ffff::"))).isTrue();
		assertThat(AddressRange.parse("2001:db8::/65").contains(Address.parse("2001:db8::8000:0:0:0"))).isFalse();
		assertThat(AddressRange.parse("2001:db8::/65").contains(Address.parse("2001:db8::7fff:0:0:1"))).isTrue();
		assertThat(AddressRange.parse("192.0.2.7").contains(Address.parse("::ffff:192.0.2.7"))).isTrue();
		assertThat(AddressRange.parse("192.0.2.7").contains(Address.parse("192.0.2.6"))).isFalse();
	}

}
