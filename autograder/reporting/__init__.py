"""What people read of results: feedback a student, the report and tables of a class, whose marks
moved, and which submissions are similar."""
