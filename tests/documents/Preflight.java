// Prints VALID or the errors of every file, by the PDF/A-1b rules of Apache PDFBox Preflight.
import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.parser.PreflightParser;

public class Preflight {
    public static void main(String[] files) throws Exception {
        for (String name : files) {
            PreflightParser parser = new PreflightParser(new File(name));
            parser.parse();
            try (PreflightDocument document = parser.getPreflightDocument()) {
                document.validate();
                ValidationResult result = document.getResult();
                System.out.println(result.isValid() ? "VALID" : "INVALID");
                for (ValidationResult.ValidationError error : result.getErrorsList()) {
                    System.out.println(error.getErrorCode() + " " + error.getDetails());
                }
            }
        }
    }
}
