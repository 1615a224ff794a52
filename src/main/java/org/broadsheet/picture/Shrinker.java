package org.broadsheet.picture;

/**
 * Makes a picture smaller, row by row as it is read, so that the large one is never held as a whole. Each pixel is a mean of
 * those that it stands for and of some around them (Catmull-Rom, as wide as the picture shrinks). Not thread-safe.
 */
final class Shrinker {
    private static final int CHANNELS = 4;
    private static final double REACH = 2; // of the kernel

    private final int fromHeight;
    private final int width;
    private final int height;
    private final Weights across;
    private final Weights down;
    private final float[] sums;

    /** For each target, where what makes it begins and how much each counts. */
    private record Weights(int[] first, float[][] share) {
        static Weights between(int from, int to) {
            int[] first = new int[to];
            float[][] share = new float[to][];
            double ratio = Math.max(1, (double) from / to);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * from / to - 0.5;
                int begin = Math.max(0, (int) Math.ceil(centre - REACH * ratio));
                int end = Math.min(from - 1, (int) Math.floor(centre + REACH * ratio));
                float[] weights = new float[end - begin + 1];
                float sum = 0;
                for (int j = begin; j <= end; j++) {
                    weights[j - begin] = (float) kernel(Math.abs(j - centre) / ratio);
                    sum += weights[j - begin];
                }
                for (int j = 0; j < weights.length; j++) {
                    weights[j] /= sum;
                }
                first[i] = begin;
                share[i] = weights;
            }
            return new Weights(first, share);
        }

        private static double kernel(double x) {
            if (x < 1) {
                return 1.5 * x * x * x - 2.5 * x * x + 1;
            }
            return x < REACH ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
        }

        float of(int target, int source) {
            int at = source - first[target];
            return at < 0 || at >= share[target].length ? 0 : share[target][at];
        }
    }

    Shrinker(int fromWidth, int fromHeight, int width, int height) {
        this.fromHeight = fromHeight;
        this.width = width;
        this.height = height;
        this.across = Weights.between(fromWidth, width);
        this.down = Weights.between(fromHeight, height);
        this.sums = new float[width * height * CHANNELS];
    }

    /** Takes the next row, from the top. */
    void add(int y, int[] argb) {
        float[] row = narrowed(argb);
        double ratio = Math.max(1, (double) fromHeight / height);
        int begin = Math.max(0, (int) ((y - REACH * ratio) * height / fromHeight) - 1);
        int end = Math.min(height - 1, (int) ((y + REACH * ratio) * height / fromHeight) + 1);
        for (int target = begin; target <= end; target++) {
            float weight = down.of(target, y);
            if (weight != 0) {
                int at = target * row.length;
                for (int i = 0; i < row.length; i++) {
                    sums[at + i] += weight * row[i];
                }
            }
        }
    }

    /** Colours count as far as they are seen, so that what is clear lends its neighbours no fringe. */
    private float[] narrowed(int[] argb) {
        float[] row = new float[width * CHANNELS];
        for (int x = 0; x < width; x++) {
            float[] share = across.share()[x];
            int from = across.first()[x];
            float alpha = 0;
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int i = 0; i < share.length; i++) {
                int pixel = argb[from + i];
                float seen = share[i] * (pixel >>> 24);
                alpha += seen;
                red += seen * (pixel >> 16 & 0xff);
                green += seen * (pixel >> 8 & 0xff);
                blue += seen * (pixel & 0xff);
            }
            row[x * CHANNELS] = alpha;
            row[x * CHANNELS + 1] = red;
            row[x * CHANNELS + 2] = green;
            row[x * CHANNELS + 3] = blue;
        }
        return row;
    }

    Pixels result() {
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            float alpha = sums[i * CHANNELS];
            int a = clamped(alpha);
            if (a > 0) {
                argb[i] = a << 24
                        | clamped(sums[i * CHANNELS + 1] / alpha) << 16
                        | clamped(sums[i * CHANNELS + 2] / alpha) << 8
                        | clamped(sums[i * CHANNELS + 3] / alpha);
            }
        }
        return new Pixels(width, height, argb);
    }

    private static int clamped(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
