create policy select_readers on public.intake_answers for select to authenticated
  using (tenant_id in (select app.my_tenant_ids())
    and (not is_clinical or app.reads_clinical_intake(tenant_id, submission_id)));
