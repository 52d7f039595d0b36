create sequence app.line_numbers;
