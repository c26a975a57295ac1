package io.github.socialhook.source;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IpAddressTests {

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 0.0.0.0", "255.255.255.255, 255.255.255.255", "::ffff:192.0.2.7, 192.0.2.7",
			"0:0:0:0:0:FFFF:C000:0207, 192.0.2.7", "::ffff:192.0.2.7%en0, 192.0.2.7",
			"64:ff9b::52.77.130.167, 52.77.130.167", "64:FF9B::344d:82a7, 52.77.130.167",
			"64:ff9b:1::1.2.3.4, 64:ff9b:1:0:0:0:102:304", "::, 0:0:0:0:0:0:0:0", "::1, 0:0:0:0:0:0:0:1",
			"1::, 1:0:0:0:0:0:0:0", "2001:DB8::a:0, 2001:db8:0:0:0:0:a:0", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
			"1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
			"1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304", "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
			"fe80::1%25, fe80:0:0:0:0:0:0:1",
			"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, " + "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" })
	void isReadInEachFormThatIsRight(String text, String address) {
		assertThat(IpAddress.canonical(text)).isEqualTo(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "1.2.3", "1.2.3.4.5", "1.2.3.4 ", "1.2.3.-4", "1.2.3.+4", "1.2.3.٤", "01.2.3.4",
			"1.2.3.256", "1.2.3.4%1", "1..3.4", ":", ":::", "1:::2", "1::2::3", ":1", "1:", "1:2:3:4:5:6:7",
			"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::", "::1.2.3", "1.2.3.4::",
			"::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "[::1]", "::1%", "::1%a%b", "::1/64", "::-1", "localhost",
			"a.b.c.d", "1:2:3:4:5:6:7:8%0123456789012345678901234567890123456789012345678901234567890123456789" })
	void isNotReadFromAnythingElse(String text) {
		assertThat(IpAddress.parse(text)).isNull();
	}

}
