package org.broadsheet.mail;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Locale;

/** Loads Amazon's provider of cryptography out of the jars that are kept, one for each kind of machine, among our resources. */
final class CorrettoProvider {
    private static final String CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private CorrettoProvider() {}

    /** @throws GeneralSecurityException where it does not load; says why */
    static Provider load() throws GeneralSecurityException {
        String jar = "/native/AmazonCorrettoCryptoProvider-" + machine() + ".jar";
        try (InputStream in = CorrettoProvider.class.getResourceAsStream(jar)) {
            if (in == null) {
                throw new GeneralSecurityException("there is nothing native for this machine: " + machine());
            }
            Class<?> type = new JarLoader(in).loadClass(CLASS);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            Object error = type.getMethod("getLoadingError").invoke(provider);
            if (error != null) {
                throw new GeneralSecurityException("the native code does not load: " + error);
            }
            return provider;
        } catch (IOException | ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new GeneralSecurityException("the native code does not load: " + e, e);
        }
    }

    private static String machine() {
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String kind = switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            default -> processor;
        };
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT) + "-" + kind;
    }
}
