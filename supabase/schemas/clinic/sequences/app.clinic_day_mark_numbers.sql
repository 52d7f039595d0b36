create sequence app.clinic_day_mark_numbers;
