"""The gradesheet: what a student's total is, from the results, a person's marks and the policy.

Totals are worked out here alone; the report, feedback pages and every export show what comes out.

    marks     `DIR/marks/marks.csv`: what a person said, row by row
    policy    `DIR/marks/policy.yaml`: deadline, late days, what is dropped, what is extra
    lateness  how late something was handed in
    marked    a result with a person's word and the policy in it
    total     points of questions become a total, step by step
    sheet     a folder's gradesheet: each result becomes a marked one
    steps     how a total comes about, in words
    agreed    what marks here and in nbgrader's gradebook last were in common
    taking    marks from other tables into ours
"""
