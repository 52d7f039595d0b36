create sequence app.job_ids;
