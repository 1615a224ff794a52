package org.broadsheet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.SigningProvider;

/**
 * How many messages a second one thread signs, body hash and all, with each kind of key and with the provider that loads here. See
 * {@code script/bench sign}, which runs it with native code and with Java alone.
 */
public final class SignBench {
    private static final int TURNS = 3;
    private static final long NANOS = 1_000_000_000L;
    private static final int BODY = 410;

    private SignBench() {}

    public static void main(String[] arguments) {
        System.out.println("signed by " + SigningProvider.best());
        byte[] message = message();
        for (DkimKey.Type type : DkimKey.Type.values()) {
            DkimKey key = DkimKey.generate("sender.example", "s1", type, DkimKey.WISE_BITS);
            DkimSigner signer = new DkimSigner(List.of(key), Set.of());
            perSecond(signer, message); // warms up
            double[] turns = new double[TURNS];
            for (int turn = 0; turn < TURNS; turn++) {
                turns[turn] = perSecond(signer, message);
            }
            Arrays.sort(turns);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %,9.0f messages/s of %,d bytes  %s%n",
                    type,
                    turns[TURNS / 2],
                    message.length,
                    Arrays.toString(Arrays.stream(turns).mapToLong(Math::round).toArray()));
        }
    }

    private static double perSecond(DkimSigner signer, byte[] message) {
        long begin = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - begin < NANOS) {
            if (signer.signed(message).length <= message.length) {
                throw new IllegalStateException("unsigned");
            }
            count++;
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private static byte[] message() {
        String header = """
                From: News <news@sender.example>\r
                To: Person <p1@readers.example>\r
                Subject: News for you\r
                Date: Thu, 20 Nov 2025 09:00:00 +0000\r
                Message-ID: <1.1@sender.example>\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                \r
                """;
        return (header
                        + "The mesh carried more traffic this week than in any week before it, and nobody had to get up at n\r\n"
                                .repeat(BODY))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
