package dev.gavel.local;

/**
 * What {@code java -jar} meets first. Compiled for an older Java than everything else, so that a
 * JDK that is too old gets a sentence instead of a class file version error.
 */
public final class Doorstep {
  private static final int WANTED = 25;

  private Doorstep() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    int found = Runtime.version().feature();
    if (found < WANTED) {
      System.err.println("JDK " + WANTED + "가 필요합니다. 지금은 JDK " + found + "입니다.");
      System.err.println("JAVA_HOME을 JDK " + WANTED + "로 바꾸거나 그 java로 실행하세요.");
      System.err.println(
          "Gavel needs JDK "
              + WANTED
              + ", this is "
              + found
              + " ("
              + System.getProperty("java.home")
              + ").");
      System.err.println("Start it with the java of a JDK " + WANTED + ", or run: mvn -Prun");
      System.exit(64);
    }
    // By name: this class file must not refer to newer ones.
    Class.forName("dev.gavel.local.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }
}
