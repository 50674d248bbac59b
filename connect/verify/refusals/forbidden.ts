/** What none of Microsoft's identities may do. Asked of the simulator, never tried. */
export const forbidden: string[] = [
    "cloudtrail:StopLogging",
    "cloudtrail:DeleteTrail",
    "iam:CreateAccessKey",
    "iam:CreateUser",
    "iam:AttachUserPolicy",
    "iam:PutUserPolicy",
    "iam:PassRole",
    "kms:ScheduleKeyDeletion",
    "s3:DeleteObject",
    "s3:PutBucketPolicy",
    "secretsmanager:GetSecretValue",
    "sts:AssumeRole",
];
