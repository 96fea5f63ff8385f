package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lodestar.protocol.HeaderLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerSettingsTest {
    @Test
    void aSizeOfZeroMeansNettysOwn() {
        ListenerSettings settings = ListenerSettings.on("0.0.0.0", 9876);

        assertThat(settings.writeBufferWaterMark().low()).isEqualTo(32 * 1024);
        assertThat(settings.writeBufferWaterMark().high()).isEqualTo(64 * 1024);
    }

    @Test
    void waterMarksInTheWrongOrderAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListenerSettings(
                        "0.0.0.0", 0, 1, Duration.ZERO, 0, 0, 0, 1000, 1024, 1024, HeaderLimits.DEFAULT))
                .withMessage("low water mark 32768 is above high water mark 1000");
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSettings.on("0.0.0.0", 65_536))
                .withMessage("port 65536 is not within 0 and 65535");
    }
}
