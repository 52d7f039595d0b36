create sequence app.report_change_numbers;
