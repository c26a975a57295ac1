package io.github.socialhook.event.catalogue;

/**
 * How many letters must be added, dropped, changed or swapped with their neighbour to
 * turn one word into another.
 */
public final class EditDistance {

	private EditDistance() {
	}

	/**
	 * Counts.
	 * @param left one word
	 * @param right the other
	 * @return 0 for equal words
	 */
	public static int between(String left, String right) {
		int[][] distance = new int[left.length() + 1][right.length() + 1];
		for (int i = 0; i <= left.length(); i++) {
			for (int j = 0; j <= right.length(); j++) {
				distance[i][j] = (i == 0 || j == 0) ? i + j : step(distance, left, i, right, j);
			}
		}
		return distance[left.length()][right.length()];
	}

	private static int step(int[][] distance, String left, int i, String right, int j) {
		int change = (left.charAt(i - 1) == right.charAt(j - 1)) ? 0 : 1;
		int least = Math.min(Math.min(distance[i - 1][j], distance[i][j - 1]) + 1, distance[i - 1][j - 1] + change);
		boolean swapped = i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2)
				&& left.charAt(i - 2) == right.charAt(j - 1);
		return swapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
	}

}
