package io.lodestar.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void aListMayBeSeparatedInEachWayThatPeopleUse() {
        assertThat(NameServers.of(" ;a:1;b:2,[::1]:3 a:1; "))
                .isEqualTo(new NameServers.Fixed(java.util.List.of("a:1", "b:2", "[::1]:3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "a:", "a:x", "a:0", "a:65536", ":1", ";", "a:1;;b", "http://a:1", "a:1/b"})
    void aListThatIsNoneIsRefused(String list) {
        assertThatIllegalArgumentException().isThrownBy(() -> NameServers.of(list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nsaddr", "ftp://a/b", "http:/nothing"})
    void anAddressServiceIsAskedOverHttp(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> NameServers.http(URI.create(uri)));
    }

    @Test
    void settingsShowNoSecret() {
        var settings = ClientSettings.of("a:1")
                .withCredentials(Credentials.of("ann", "s3cret").withSecurityToken("t0ken"))
                .withTls(TlsOptions.trustingAnybody()
                        .withCertificate(new TlsOptions.ClientCertificate(Path.of("c"), Path.of("k"), "pa55word")));

        assertThat(settings.toString())
                .contains("a:1", "ann", "ANYBODY")
                .doesNotContain("s3cret")
                .doesNotContain("t0ken")
                .doesNotContain("pa55word");
    }

    @Test
    void aTimeoutIsAtLeastAMillisecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of("a:1").withRequestTimeout(Duration.ZERO));
    }

    @Test
    void aTimeoutIsAtMostADay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of("a:1").withConnectTimeout(Duration.ofDays(30)))
                .withMessageContaining("between a millisecond and a day");
    }

    @Test
    void aStrangersWordsStayOnOneLine() {
        var refused = new NameServerException.Refused(
                "a:1", "GET_ROUTE_INFO (105)", 1, "no\nERROR all is lost\u001b[31m\u202e");

        assertThat(refused)
                .hasMessage("name server a:1 refuses GET_ROUTE_INFO (105) with code 1: no ERROR all is lost [31m ");
        assertThat(refused.remark()).contains("\n");
    }
}
