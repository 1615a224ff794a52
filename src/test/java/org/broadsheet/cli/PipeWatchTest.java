package org.broadsheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipeWatchTest {
    @ParameterizedTest
    @CsvSource({"Broken pipe,true", "The pipe is being closed,true", "No space left on device,false"})
    void a_reader_who_has_gone_is_told_from_a_full_disk(String why, boolean gone) {
        PipeWatch watch = new PipeWatch(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        });
        PrintStream printer = new PrintStream(watch, true, StandardCharsets.UTF_8);

        printer.println("x");

        assertThat(printer.checkError()).isTrue();
        assertThat(watch.isUnread()).isEqualTo(gone);
    }
}
